"""Walks at random through the app, and what its screens say compared with what its files say."""
