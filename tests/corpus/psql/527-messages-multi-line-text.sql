-- A message of several lines is printed as it is.
do $$ begin raise exception e'first\nsecond\n  third' using detail = e'd1\nd2'; end $$;
