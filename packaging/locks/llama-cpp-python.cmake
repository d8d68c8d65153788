# Read by llama-cpp-python's own CMakeLists.txt, right after its project(): what run.py leaves out of the build and no option names.

# Nearly half of the work, and nothing that the Python package calls.
set(LLAMA_BUILD_COMMON OFF)

# WORKAROUND https://github.com/ggml-org/llama.cpp/issues/20824: the AMX kernels crash when GCC 12 has compiled them; the engine
# never asks for them.
add_compile_options(-U__AMX_INT8__)

# Reading models and tokenizing is no faster with -O3, and takes a third longer to compile. ggml, which computes, keeps it.
if(NOT MSVC)
    add_compile_options($<$<STREQUAL:$<TARGET_PROPERTY:NAME>,llama>:-O1>)
endif()
