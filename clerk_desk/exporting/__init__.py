"""The package of a closed day: made whole or not at all, sealed, and checked again by anybody."""
