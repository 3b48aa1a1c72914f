"""What the carer sees: screens drawn from the open record. The only part that knows Flet."""
