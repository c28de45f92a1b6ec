ALTER VIEW public.open_orders RENAME TO pending_orders;
