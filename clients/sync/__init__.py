"""The exchange of an agreement in both directions, which may be killed at any moment.

A run has legs (one list in one direction), a leg has parts, a part goes page by page. DBOS carries the order of work
(runs.py); what is done and what is not stands in our own tables (adapter.exchange), moved in the transaction that
applies or acknowledges a page.
"""
