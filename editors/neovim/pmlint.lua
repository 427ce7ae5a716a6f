-- pmlint in Neovim: findings while you write, fixes as code actions, the page
-- of a rule on hover. Copy this file to ~/.config/nvim/plugin/pmlint.lua, or
-- `:source` it. Neovim 0.7 and newer; `pmlint` must be on the PATH.

-- Whatever stands here goes to the server; all of it may be left out.
local settings = {
  -- profile = "sre",       -- the guide to follow; `pmlint.toml` may say it too
  -- config = "path.toml",  -- this configuration, not the nearest `pmlint.toml`
  inlayHints = false,       -- the time since the first entry, behind each entry of a timeline
}

local group = vim.api.nvim_create_augroup("pmlint", { clear = true })

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = { "markdown", "text" },
  callback = function(event)
    -- What is no file has nothing to say: help, previews, lists.
    if vim.bo[event.buf].buftype ~= "" or vim.fn.executable("pmlint") == 0 then
      return
    end
    local name = vim.api.nvim_buf_get_name(event.buf)
    local root = vim.fn.fnamemodify(name ~= "" and name or vim.fn.getcwd(), ":p:h")
    -- What is searched is a list: blanks and commas would part it.
    local above = vim.fn.escape(root, " ,;\\") .. ";"
    local marker = vim.fn.findfile("pmlint.toml", above)
    if marker == "" then
      marker = vim.fn.findfile(".pmlint.toml", above)
    end
    if marker ~= "" then
      root = vim.fn.fnamemodify(marker, ":p:h")
    end
    local config = {
      name = "pmlint",
      cmd = { "pmlint", "lsp" },
      root_dir = root,
      init_options = settings,
      settings = { pmlint = settings },
    }
    if vim.fn.has("nvim-0.8") == 1 then
      vim.lsp.start(config, { bufnr = event.buf })
      return
    end
    -- Neovim 0.7 has no `vim.lsp.start`: one server for each root.
    vim.g.pmlint_clients = vim.g.pmlint_clients or {}
    local clients = vim.g.pmlint_clients
    if not (clients[root] and vim.lsp.get_client_by_id(clients[root])) then
      clients[root] = vim.lsp.start_client(config)
      vim.g.pmlint_clients = clients
    end
    if clients[root] then
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end
  end,
})
