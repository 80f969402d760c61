"""PT Asuransi Jiwa Taspen: confirmation of who registers, lists matched, and aggregates; never a record."""
