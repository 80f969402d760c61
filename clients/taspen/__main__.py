"""`python -m clients.taspen`: the insurer's client on the command line."""

from clients.cli import client_group
from clients.taspen import TaspenClient
from clients.taspen.aggregates_cli import agregat

main = client_group(TaspenClient, "Klien rujukan PT Asuransi Jiwa Taspen untuk LayananTaspen.")
main.add_command(agregat)


if __name__ == "__main__":
    main()
