"""Berita acara, signed by both parties."""
