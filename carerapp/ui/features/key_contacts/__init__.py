"""The authority's Key Contacts form: filled in on quiet days, in any order."""
