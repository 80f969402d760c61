"""Is this agreement in force today, and may this partner do this, for this purpose, with these elements?"""
