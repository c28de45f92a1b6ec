REVOKE SELECT ON public.orders FROM reporting;
