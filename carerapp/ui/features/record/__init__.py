"""One child's whole record: out of the device, or off it."""
