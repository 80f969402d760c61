"""Web pages for partners and operators."""
