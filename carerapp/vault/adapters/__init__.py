"""What a platform gives: crypto, disk and pictures, behind the ports. Nothing above knows which one it
has."""
