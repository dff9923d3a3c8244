"""Signed records: who made a page, from what and how, so that anybody can check it. Knows nothing of pages.

keys       a site's folder                     -> its signing key, its public keys old and new
envelope   a statement and a key               -> a signed record; a record and public keys -> the statement
"""
