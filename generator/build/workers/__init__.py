"""The workers that build reports: processes on this machine (pool.py), or on other machines with Dask (cluster.py)."""
