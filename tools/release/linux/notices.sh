# Sourced: the licences of what others wrote and a part has inside; PHP's has nothing.
notices_of() {
    case $1 in
    library | development) echo notices/THIRD-PARTY-libomnifund.txt ;;
    command) echo notices/THIRD-PARTY-omnifund.txt ;;
    server) echo notices/THIRD-PARTY-omnifund-local.txt ;;
    esac
}
