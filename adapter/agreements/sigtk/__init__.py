"""Setneg (SIGTK): ASN data for proposals of honours, and the honours that the President has enacted."""
