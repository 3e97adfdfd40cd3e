"""A report and its facts as data: JSON with its schema, tables as CSV and XLSX, and the package that describes them."""
