// A photo made small by the browser's own decoder and encoder: only pixels go from one to the other,
// so nothing the camera wrote beside them can come along.

/** `quality` is 0 to 100. Rejects for what the browser can't decode. */
export async function shrink(bytes, longest, quality) {
  const photo = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, longest / Math.max(photo.width, photo.height));
    const width = Math.max(1, Math.round(photo.width * scale));
    const height = Math.max(1, Math.round(photo.height * scale));
    const canvas = new OffscreenCanvas(width, height);
    const paper = canvas.getContext('2d', { alpha: false });
    paper.fillStyle = '#fff'; // JPEG knows no transparency
    paper.fillRect(0, 0, width, height);
    paper.imageSmoothingQuality = 'high';
    paper.drawImage(photo, 0, 0, width, height);
    const made = await canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 });
    return { jpeg: new Uint8Array(await made.arrayBuffer()), width, height };
  } finally {
    photo.close(); // its pixels are tens of megabytes
  }
}
