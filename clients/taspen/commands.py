"""The command group of Taspen Life's client; the modules of its themes add their commands."""

from clients.group import client_group
from clients.taspen import TaspenClient

main = client_group(TaspenClient, "Klien rujukan PT Asuransi Jiwa Taspen untuk LayananTaspen.")
