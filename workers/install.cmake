# install.cmake -- what `cmake --install build/release --prefix PREFIX` puts where.
#
#   PREFIX/bin          the three programs
#   PREFIX/share/usher  the pages with openapi.yaml, nginx's configuration, and deploy/
#
# USHER_BUILD=PREFIX/bin USHER_HOME=/var/lib/usher PREFIX/share/usher/deploy/up then starts an Usher
# of the programs that were installed, without building any.
include(GNUInstallDirs)
install(TARGETS usher-worker usher-scheduler usherctl)
install(DIRECTORY deploy nginx DESTINATION "${CMAKE_INSTALL_DATADIR}/usher" USE_SOURCE_PERMISSIONS
    PATTERN node_modules EXCLUDE)
install(FILES README.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
