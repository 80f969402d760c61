"""Kementerian Koperasi dan UKM: who among the proposed recipients of BPUM is an ASN."""
