"""The app: what a carer sees and does, on the record, on their own device."""
