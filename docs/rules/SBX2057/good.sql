GRANT SELECT ON public.orders TO reporting;
