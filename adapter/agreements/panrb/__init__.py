"""KemenPANRB: data on the management of ASN for national policy, and information back."""
