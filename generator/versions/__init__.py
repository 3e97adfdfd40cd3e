"""Corrections after publication: earlier versions kept, ids carried on, differences told."""
