#!/bin/sh
psql -v ON_ERROR_STOP=1 -f migrations/0042_split_names.sql
