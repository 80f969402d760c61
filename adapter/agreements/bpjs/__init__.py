"""BPJS Kesehatan: records of PNS, pensioners and state officials with their families, for JKN."""
