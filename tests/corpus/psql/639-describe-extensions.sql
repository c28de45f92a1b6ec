-- Extensions and what they hold.
\dx
\dx+ plpgsql
\dx nothing
