"""The duty desk: the same app, holding the authority's keys."""
