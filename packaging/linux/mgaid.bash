# Completion for mgaid                                     -*- shell-script -*-

_mgaid() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]}
    COMPREPLY=()
    compopt -o filenames 2>/dev/null
    case $before in
        --paper) mapfile -t COMPREPLY < <(compgen -W "a4 letter" -- "$word"); return ;;
        --format) mapfile -t COMPREPLY < <(compgen -W "pdf text html" -- "$word"); return ;;
        -o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --limit) return ;;
    esac
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(
            compgen -W "render assess questions foods label medicine check score self-test --help --version" -- "$word"
            compgen -f -X '!*.mgaid' -- "$word"
            compgen -d -- "$word"
        )
        return
    fi
    case $command:$word in
        render:-*) mapfile -t COMPREPLY < <(compgen -W "--output --paper --format --help" -- "$word") ;;
        foods:-*) mapfile -t COMPREPLY < <(compgen -W "--json --limit --help" -- "$word") ;;
        assess:-* | questions:-* | label:-* | medicine:-* | score:-*)
            mapfile -t COMPREPLY < <(compgen -W "--json --help" -- "$word") ;;
        render:* | assess:*)
            mapfile -t COMPREPLY < <(compgen -f -X '!*.mgaid' -- "$word"; compgen -d -- "$word") ;;
        check:*) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    esac
}
complete -F _mgaid mgaid
