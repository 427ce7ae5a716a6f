" For ALE: the language server.
call ale#Set('markdown_pmlint_executable', 'pmlint')
call ale#Set('markdown_pmlint_options', {})

call ale#linter#Define('markdown', {
\   'name': 'pmlint',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'markdown_pmlint_executable')},
\   'command': '%e lsp',
\   'initialization_options': {buffer -> {'pmlint': ale#Var(buffer, 'markdown_pmlint_options')}},
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\})
