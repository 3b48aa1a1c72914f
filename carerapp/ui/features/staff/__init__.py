"""Who may open the notes: people, PINs, the recovery sheet, the owner's key, erasing."""
