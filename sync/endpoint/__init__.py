"""The reference endpoint of a local authority: holds sealed feeds, gives receipts, and can read none of them.

    python -m sync.endpoint init --data DIR
    python -m sync.endpoint serve --host H --port P --data DIR
    python -m sync.endpoint enrol --data DIR --name "Example House tablet" --child STREAM
    python -m sync.endpoint approve | devices | revoke | strangers

Processes are stateless; everything stands in the database (SQLite in DIR, or PostgreSQL by DATABASE_URL).
"""
