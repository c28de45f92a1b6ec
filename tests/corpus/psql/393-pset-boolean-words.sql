-- Boolean settings take the usual words, and refuse others.
\pset footer 0
\pset footer yes
\pset footer perhaps
\pset tuples_only perhaps
\t perhaps
\x perhaps
