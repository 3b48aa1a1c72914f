// A snapshot holds all that the runtime's own file put into memory: a quarter of it. Left out, it is
// not downloaded twice.

/** Exclusive-or the snapshot's memory with what the runtime (`wasm`) begins with; twice gives it back. */
export function xorRuntime(snapshot, wasm) {
  // After the snapshot's head.
  const memory = new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true);
  for (const { from, at, size } of begins(wasm)) {
    for (let i = 0; i < size; i++) snapshot[memory + at + i] ^= wasm[from + i];
  }
  return snapshot;
}

/** Where the data section of a WebAssembly module puts what, as its binary format says. */
function* begins(wasm) {
  let at = 8; // after the magic number and the version
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value |= (byte & 127) << shift;
      if (!(byte & 128)) return value >>> 0;
    }
  };
  while (at < wasm.length) {
    const section = wasm[at++];
    const end = number() + at;
    if (section === 11) {
      for (let left = number(); left > 0; left--) {
        if (number() !== 0 || wasm[at++] !== 0x41) throw new Error('a kind of data this was not made for');
        const to = number();
        at += 1; // the end of the address
        const size = number();
        yield { from: at, at: to, size };
        at += size;
      }
    }
    at = end;
  }
}
