" For vim-lsp (prabirshrestha/vim-lsp): into your vimrc.
augroup pmlint_lsp
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
  \   'name': 'pmlint',
  \   'cmd': {server_info -> ['pmlint', 'lsp']},
  \   'allowlist': ['markdown'],
  \   'initialization_options': {'pmlint': {'profile': v:null, 'inlayHints': v:false}},
  \ })
augroup END
