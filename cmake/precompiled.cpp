// Nothing: carries the precompiled headers (cmake/targets.cmake).
