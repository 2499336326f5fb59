"""The CEN owner's side: CENs, received grants, attaching."""
