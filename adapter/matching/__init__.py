"""Whether two descriptions are of one person: names, dates, keys. Pure: knows no storage and no SOAP."""
