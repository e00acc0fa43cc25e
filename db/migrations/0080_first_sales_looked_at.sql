-- After an import of a hundred thousand clients the first sales of all of them were made out anew, though those of hardly any are in doubt: a client of whom
-- not exactly one deal is taken for the first sale is one whose sales met.
create or replace function metrics_look_again(p_workspace uuid, p_clients uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  doubted uuid[];
begin
  perform refuse_other_workspace(p_workspace);
  doubted := array(
    select d.company_id
    from deals d
    join deal_reach r on r.workspace_id = p_workspace and r.deal_id = d.id
    left join metrics_profiles p on p.workspace_id = p_workspace and p.id = r.profile
    where d.workspace_id = p_workspace and d.company_id = any (p_clients) and r.first_won_at is not null
    group by d.company_id having count(distinct d.id) filter (where p.first_sale) <> 1);
  if cardinality(doubted) > 0 then
    perform metrics_refresh(p_workspace, array(select e.id from deals e where e.workspace_id = p_workspace and e.company_id = any (doubted)));
  end if;
end $$;
