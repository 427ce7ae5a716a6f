-- What ci/neovim.sh does in Neovim: open a flawed document, see what is found,
-- apply a code action, save. `vim.g.pmlint_flawed` is the document,
-- `vim.g.pmlint_root` the folder of its configuration.

local function say(text)
  io.stdout:write(text .. "\n")
end

local function fail(text)
  say("!! " .. text)
  vim.cmd("cquit 1")
end

local function must(what, condition)
  if not vim.wait(60000, condition, 50) then
    fail("waited in vain: " .. what)
  end
  say("ok: " .. what)
end

local function found()
  return vim.diagnostic.get(0)
end

local function codes()
  local all = {}
  for _, one in ipairs(found()) do
    -- Before 0.8 the code stands with what the server sent.
    local lsp = one.user_data and one.user_data.lsp or {}
    table.insert(all, tostring(one.code or lsp.code))
  end
  table.sort(all)
  return table.concat(all, " ")
end

local function session()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.g.pmlint_flawed))
  must("two findings are shown", function()
    return codes() == "duration/window-mismatch timeline/wrong-weekday"
  end)
  for _, one in ipairs(found()) do
    say(string.format("   %d:%d %s", one.lnum + 1, one.col + 1, (one.message:gsub("\n", " / "))))
  end

  local root
  for _, client in pairs(vim.lsp.buf_get_clients(0)) do
    root = client.config.root_dir
  end
  if root ~= vim.g.pmlint_root then
    fail("the server's folder is " .. tostring(root))
  end
  say("ok: the server's folder is that of the configuration")

  -- The action that mends the length, chosen as a person would.
  local where
  for _, one in ipairs(found()) do
    if one.message:find("7 hours", 1, true) then
      where = one
    end
  end
  vim.api.nvim_win_set_cursor(0, { where.lnum + 1, where.col })
  local offered
  vim.ui.select = function(items, _, choose)
    offered = {}
    for index, item in ipairs(items) do
      local action = item.action or item[2]
      table.insert(offered, action.title)
      if action.title:find("write the length", 1, true) then
        return choose(item, index)
      end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
  must("code actions are offered", function()
    return offered ~= nil
  end)
  say("   " .. table.concat(offered, "\n   "))
  must("the length is mended in the buffer", function()
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"):find("lasted 5 h.", 1, true) ~= nil
  end)
  must("its finding is gone", function()
    return codes() == "timeline/wrong-weekday"
  end)
  vim.cmd("write")
  local file = table.concat(vim.fn.readfile(vim.g.pmlint_flawed), "\n")
  if not file:find("lasted 5 h.", 1, true) then
    fail("the file was not saved")
  end
  say("ok: the file is saved")

  -- A document that is no postmortem stays silent.
  vim.cmd("enew | setlocal filetype=markdown")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { "# Pancakes", "", "On Monday, 18 January 2024 we had three." })
  vim.wait(1500, function()
    return #found() > 0
  end, 50)
  if #found() > 0 then
    fail("a recipe has findings")
  end
  say("ok: a recipe has none")
end

local fine, problem = pcall(session)
if not fine then
  fail(tostring(problem))
end
vim.cmd("qall!")
