"""Should it be reported? The advice of the protocols, the questions that settle it, the carer's decision."""
