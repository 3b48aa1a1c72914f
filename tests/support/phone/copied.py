"""A phone's notes as they lie in its browser, copied while the app goes on."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from carerapp.vault import Disk
from carerapp.vault.adapters.container import Container
from tests.support.vault.memory_block import MemoryBlock

BLOCKS = """async () => {
    const folder = await navigator.storage.getDirectory();
    return Promise.all(['vault-0', 'vault-1'].map(async name => {
        const file = await (await folder.getFileHandle(name)).getFile();
        const reader = new FileReader();
        return new Promise((done, failed) => {
            reader.onload = () => done(reader.result.split(',')[1] ?? '');
            reader.onerror = () => failed(reader.error);
            reader.readAsDataURL(file);
        });
    }));
}"""


@contextmanager
def copied(page: Page) -> Iterator[Disk]:
    """A disk of its own; what is written there reaches no phone."""
    first, second = (MemoryBlock(), MemoryBlock())
    for block, data in zip((first, second), page.evaluate(BLOCKS), strict=True):
        block.data.extend(base64.b64decode(data))
    yield Container((first, second))
