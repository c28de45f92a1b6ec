-- \include and \include_relative are the long names.
\include_relative inc/value.inc
\include inc/value.inc
\echo :value
