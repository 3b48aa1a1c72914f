"""What has left this device, and connecting it."""
