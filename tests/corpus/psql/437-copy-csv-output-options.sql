-- Options of CSV output.
copy (select 'a' as a, 1 as b, null::text as c) to stdout (format csv, force_quote (a, b), null 'NIL');
copy (select 'it"s' as a) to stdout (format csv, quote '''', escape '\');
