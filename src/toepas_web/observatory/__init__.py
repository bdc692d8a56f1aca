"""The observatory: figures about AI in Europe to look at, to share and to take along.

Functions of the library that are called like the module they stand in (``look``, ``find``, ``diff``, ``permalink``, ``vintages``) are
called through their package here: imported by name they would be taken for that module, which is an inside.
"""
