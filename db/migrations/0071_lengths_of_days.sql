-- Cells of lengths (cut 'cycle') keep in `part` how many seconds all of them together are: the mean of a year reads no lengths. Ended deals are summed up anew.
delete from funnel_kept_days where facts = 'closed';
delete from funnel_day_cells where cut in ('cycle', 'cycle of month');
