// pch.cpp - gives the precompiled header a target to live in.
