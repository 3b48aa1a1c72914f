"""Who can open the vault: the key file, its slots, and the record key of each child."""
