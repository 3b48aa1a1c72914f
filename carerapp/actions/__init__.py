"""What a carer does, one verb a file. Each writes to the log and returns when it is durable."""
